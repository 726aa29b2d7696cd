-- Names are quoted CamelCase, ids are text made by the application. A DATETIME holds milliseconds since the epoch,
-- but for the two columns that say otherwise.

CREATE TABLE "User" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "email" TEXT NOT NULL,
    "name" TEXT,
    "role" TEXT NOT NULL DEFAULT 'viewer' CHECK ("role" IN ('admin', 'operator', 'viewer')),
    "active" BOOLEAN NOT NULL DEFAULT 1,
    "mfaEnabled" BOOLEAN NOT NULL DEFAULT 0,
    "preferences" TEXT NOT NULL DEFAULT '{}', -- JSON
    "lastLoginAt" DATETIME, -- text: 2026-01-31 09:30:00
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL
);
CREATE UNIQUE INDEX "User_email_key" ON "User" ("email");

CREATE TABLE "Subscription" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "plan" TEXT NOT NULL,
    "monthlyPrice" NUMERIC(10, 2) NOT NULL,
    "creditCents" INTEGER NOT NULL DEFAULT 0 CHECK ("creditCents" >= 0),
    "cancelAtPeriodEnd" BOOLEAN NOT NULL DEFAULT 0,
    "currentPeriodEnd" DATETIME NOT NULL,
    CONSTRAINT "Subscription_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "Subscription_userId_key" ON "Subscription" ("userId");
CREATE INDEX "Subscription_plan_idx" ON "Subscription" ("plan");

CREATE TABLE "Host" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "address" TEXT,
    "os" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT 1,
    "meta" TEXT NOT NULL DEFAULT '{}', -- JSON
    "riskScore" REAL,
    "lastSeenAt" DATETIME,
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "Host_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "Host_userId_name_key" ON "Host" ("userId", "name");
CREATE INDEX "Host_os_enabled_idx" ON "Host" ("os", "enabled");

CREATE TABLE "HostSnapshot" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "hostId" TEXT NOT NULL,
    "ts" DATETIME NOT NULL,
    "ok" BOOLEAN NOT NULL,
    "cpu" REAL NOT NULL,
    "memoryBytes" BIGINT NOT NULL,
    "alerts" INTEGER NOT NULL DEFAULT 0,
    "payload" TEXT, -- JSON
    CONSTRAINT "HostSnapshot_hostId_fkey" FOREIGN KEY ("hostId") REFERENCES "Host" ("id") ON DELETE CASCADE
);
CREATE INDEX "HostSnapshot_hostId_ts_idx" ON "HostSnapshot" ("hostId", "ts");
CREATE INDEX "HostSnapshot_ts_idx" ON "HostSnapshot" ("ts");

CREATE TABLE "Breach" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "hostId" TEXT NOT NULL,
    "assigneeId" TEXT,
    "severity" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "title" TEXT NOT NULL,
    "detail" TEXT,
    "score" REAL,
    "cost" NUMERIC(12, 2),
    "openedAt" DATETIME NOT NULL,
    "resolvedAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "Breach_hostId_fkey" FOREIGN KEY ("hostId") REFERENCES "Host" ("id") ON DELETE CASCADE,
    CONSTRAINT "Breach_assigneeId_fkey" FOREIGN KEY ("assigneeId") REFERENCES "User" ("id") ON DELETE SET NULL
);
CREATE INDEX "Breach_hostId_idx" ON "Breach" ("hostId");
CREATE INDEX "Breach_state_severity_idx" ON "Breach" ("state", "severity");
CREATE INDEX "Breach_unresolved_idx" ON "Breach" ("openedAt") WHERE "resolvedAt" IS NULL;

-- Everything but the key may be missing: a run writes down what it learns as it goes.
CREATE TABLE "RemediationRun" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "breachId" TEXT,
    "action" TEXT,
    "dryRun" BOOLEAN,
    "exitCode" INTEGER,
    "output" TEXT,
    "durationMs" INTEGER,
    "startedAt" DATETIME,
    "finishedAt" DATETIME,
    CONSTRAINT "RemediationRun_breachId_fkey" FOREIGN KEY ("breachId") REFERENCES "Breach" ("id") ON DELETE SET NULL
);
CREATE INDEX "RemediationRun_breachId_idx" ON "RemediationRun" ("breachId");

CREATE TABLE "NotificationEndpoint" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "kind" TEXT NOT NULL CHECK ("kind" IN ('email', 'webhook', 'pager')),
    "target" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT 1,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "state" TEXT, -- JSON
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "NotificationEndpoint_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "NotificationEndpoint_userId_kind_target_key"
    ON "NotificationEndpoint" ("userId", "kind", "target");

CREATE TABLE "NotificationEvent" (
    "endpointId" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "breachId" TEXT,
    "delivered" BOOLEAN NOT NULL,
    "latencyMs" INTEGER,
    "sentAt" DATETIME NOT NULL, -- text: 2026-01-31T09:30:00.000Z
    PRIMARY KEY ("endpointId", "sequence"),
    CONSTRAINT "NotificationEvent_endpointId_fkey"
        FOREIGN KEY ("endpointId") REFERENCES "NotificationEndpoint" ("id") ON DELETE CASCADE,
    CONSTRAINT "NotificationEvent_breachId_fkey" FOREIGN KEY ("breachId") REFERENCES "Breach" ("id") ON DELETE SET NULL
);
CREATE INDEX "NotificationEvent_sentAt_idx" ON "NotificationEvent" ("sentAt");
CREATE INDEX "NotificationEvent_breachId_idx" ON "NotificationEvent" ("breachId");

CREATE TABLE "VerificationToken" (
    "identifier" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "expires" DATETIME NOT NULL,
    PRIMARY KEY ("identifier", "token")
);

CREATE TABLE "AuditLog" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT,
    "actorId" TEXT,
    "action" TEXT NOT NULL,
    "entity" TEXT NOT NULL,
    "entityId" TEXT NOT NULL,
    "detail" TEXT, -- JSON
    "at" DATETIME NOT NULL,
    CONSTRAINT "AuditLog_actorId_fkey" FOREIGN KEY ("actorId") REFERENCES "User" ("id") ON DELETE SET NULL
);
CREATE INDEX "AuditLog_at_idx" ON "AuditLog" ("at");
CREATE INDEX "AuditLog_entity_entityId_idx" ON "AuditLog" ("entity", "entityId");
