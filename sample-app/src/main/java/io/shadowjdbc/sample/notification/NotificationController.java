package io.shadowjdbc.sample.notification;

import io.shadowjdbc.sample.support.Paging;
import io.shadowjdbc.sample.support.Written;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

@RestController
@RequestMapping("/api")
class NotificationController {
    private final Notifications notifications;
    private final JsonMapper json;

    NotificationController(Notifications notifications, JsonMapper json) {
        this.notifications = notifications;
        this.json = json;
    }

    record EndpointState(@NotBlank String kind, @NotBlank String target, boolean enabled, Map<String, Object> state) {}

    record Delivery(String breachId, boolean delivered, Integer latencyMs) {}

    @GetMapping("/users/{id}/endpoints")
    List<Notifications.Endpoint> endpoints(@PathVariable String id) {
        return notifications.ofUser(id);
    }

    @GetMapping("/endpoints/{id}/events")
    List<Notifications.Event> events(@PathVariable String id, @RequestParam(defaultValue = "50") int limit) {
        return notifications.eventsOf(id, Paging.size(limit));
    }

    @PutMapping("/users/{id}/endpoints")
    Written upsert(
            @RequestHeader(name = "X-Actor", required = false) String actor,
            @PathVariable String id,
            @Valid @RequestBody EndpointState endpoint) {
        String state = endpoint.state() == null ? null : json.writeValueAsString(endpoint.state());
        return notifications.upsert(actor, id, endpoint.kind(), endpoint.target(), endpoint.enabled(), state);
    }

    @PostMapping("/endpoints/{id}/events")
    @ResponseStatus(HttpStatus.CREATED)
    Written sent(@PathVariable String id, @RequestBody Delivery delivery) {
        return notifications.sent(id, delivery.breachId(), delivery.delivered(), delivery.latencyMs());
    }
}
