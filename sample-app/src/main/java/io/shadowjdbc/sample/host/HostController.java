package io.shadowjdbc.sample.host;

import io.shadowjdbc.sample.support.Paging;
import io.shadowjdbc.sample.support.Written;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api")
class HostController {
    private final HostRepository hosts;
    private final HostQueries queries;
    private final HostService service;

    HostController(HostRepository hosts, HostQueries queries, HostService service) {
        this.hosts = hosts;
        this.queries = queries;
        this.service = service;
    }

    record NewHost(
            @NotBlank String userId,
            @NotBlank String name,
            String address,
            @NotBlank String os,
            Map<String, Object> meta) {}

    @GetMapping("/hosts")
    Paging.Page<HostQueries.Row> list(
            @RequestParam(required = false) String os,
            @RequestParam(required = false) Boolean enabled,
            @RequestParam(name = "q", required = false) String text,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "25") int size) {
        return queries.list(new HostQueries.Filter(os, enabled, text), page, size);
    }

    @GetMapping("/hosts/{id}")
    Host details(@PathVariable String id) {
        return hosts.findById(id).orElseThrow(() -> new NoSuchElementException("no host " + id));
    }

    @GetMapping("/hosts/{id}/snapshots")
    List<Snapshot> timeline(
            @PathVariable String id,
            @RequestParam(defaultValue = "1970-01-01T00:00:00Z") Instant from,
            @RequestParam(defaultValue = "9999-01-01T00:00:00Z") Instant to,
            @RequestParam(defaultValue = "100") int limit) {
        return queries.timeline(id, from, to, limit);
    }

    @GetMapping("/users/{id}/hosts")
    List<Host> ofUser(@PathVariable String id) {
        return hosts.findByUserIdOrderByName(id);
    }

    @GetMapping("/users/{id}/latest-snapshots")
    List<Snapshot> latest(@PathVariable String id) {
        return queries.latestOf(id);
    }

    @PostMapping("/hosts")
    @ResponseStatus(HttpStatus.CREATED)
    Written create(@RequestHeader(name = "X-Actor", required = false) String actor, @Valid @RequestBody NewHost host) {
        Map<String, Object> meta = host.meta() == null ? Map.of() : host.meta();
        return service.create(actor, host.userId(), host.name(), host.address(), host.os(), meta);
    }

    @PostMapping("/hosts/{id}/snapshots")
    @ResponseStatus(HttpStatus.CREATED)
    Written ingest(@PathVariable String id, @RequestBody HostService.Report report) {
        return service.ingest(id, report);
    }

    @DeleteMapping("/hosts/{id}")
    Written delete(@RequestHeader(name = "X-Actor", required = false) String actor, @PathVariable String id) {
        return service.delete(actor, id);
    }
}
