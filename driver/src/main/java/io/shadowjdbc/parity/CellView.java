package io.shadowjdbc.parity;

import io.shadowjdbc.config.ShadowConfig;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Shows a value in an event: its type and length, and by {@code shadow.parity.values} the value itself, a hash of it or
 * neither. Hashes are keyed with a secret of this run, so that equal values can be seen to be equal and nobody can guess
 * a value from its hash.
 */
final class CellView {
    private final ShadowConfig.Values values;
    private final SecretKeySpec key;

    CellView(ShadowConfig.Values values) {
        this.values = values;
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        this.key = new SecretKeySpec(secret, "HmacSHA256");
    }

    /** As in the configuration, in lower case. */
    String mode() {
        return values.name().toLowerCase(Locale.ROOT);
    }

    Map<String, Object> of(Object value) {
        Map<String, Object> cell = new LinkedHashMap<>();
        cell.put("type", type(value));
        if (value instanceof String text) {
            cell.put("length", text.length());
        } else if (value instanceof byte[] bytes) {
            cell.put("length", bytes.length);
        }
        if (value != null && values == ShadowConfig.Values.PLAIN) {
            cell.put("value", value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value.toString());
        } else if (value != null && values == ShadowConfig.Values.HASH) {
            cell.put("hash", hash(value));
        }
        return cell;
    }

    private static String type(Object value) {
        if (value == null) {
            return "null";
        } else if (value instanceof String) {
            return "text";
        } else if (value instanceof byte[]) {
            return "blob";
        } else if (value instanceof Boolean) {
            return "boolean";
        } else if (value instanceof Double || value instanceof Float) {
            return "real";
        } else if (value instanceof BigDecimal) {
            return "decimal";
        }
        return value instanceof Number ? "integer" : value.getClass().getSimpleName();
    }

    private String hash(Object value) {
        byte[] bytes = value instanceof byte[] blob ? blob : value.toString().getBytes(StandardCharsets.UTF_8);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(bytes), 0, 8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
