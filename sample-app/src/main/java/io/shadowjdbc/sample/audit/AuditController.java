package io.shadowjdbc.sample.audit;

import java.time.Instant;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/audit")
class AuditController {
    private final AuditLog log;

    AuditController(AuditLog log) {
        this.log = log;
    }

    @GetMapping
    List<AuditLog.Entry> list(
            @RequestParam(defaultValue = "1970-01-01T00:00:00Z") Instant from,
            @RequestParam(defaultValue = "9999-01-01T00:00:00Z") Instant to,
            @RequestParam(required = false) Long before,
            @RequestParam(defaultValue = "50") int size) {
        return log.between(from, to, before, size);
    }

    @GetMapping("/{id}")
    AuditLog.Entry entry(@PathVariable long id) {
        return log.find(id);
    }

    @GetMapping("/of/{entity}/{entityId}")
    List<AuditLog.Entry> history(@PathVariable String entity, @PathVariable String entityId) {
        return log.historyOf(entity, entityId);
    }
}
