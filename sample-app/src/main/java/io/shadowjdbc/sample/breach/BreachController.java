package io.shadowjdbc.sample.breach;

import io.shadowjdbc.sample.support.Paging;
import io.shadowjdbc.sample.support.Written;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import java.math.BigDecimal;
import java.util.List;
import java.util.NoSuchElementException;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.http.HttpStatus;
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
@RequestMapping("/api/breaches")
class BreachController {
    private final BreachRepository breaches;
    private final BreachService service;

    BreachController(BreachRepository breaches, BreachService service) {
        this.breaches = breaches;
        this.service = service;
    }

    record NewBreach(
            @NotBlank String hostId,
            String assigneeId,
            @NotBlank String severity,
            @NotBlank String title,
            Double score) {}

    record Resolution(
            String detail,

            @DecimalMin("0") @Digits(integer = 10, fraction = 2)
            BigDecimal cost) {}

    @GetMapping
    Paging.Page<Breach> list(
            @RequestParam(defaultValue = "open,triaged") List<String> state,
            @RequestParam String severity,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "25") int size) {
        return page(breaches.findByStateInAndSeverityOrderByOpenedAtDescIdAsc(
                state, severity, PageRequest.of(page, Paging.size(size))));
    }

    @GetMapping("/backlog")
    Paging.Page<Breach> backlog(
            @RequestParam(defaultValue = "0") int page, @RequestParam(defaultValue = "25") int size) {
        return page(breaches.backlog(PageRequest.of(page, Paging.size(size))));
    }

    @GetMapping("/{id}")
    Breach details(@PathVariable String id) {
        return breaches.findById(id).orElseThrow(() -> new NoSuchElementException("no breach " + id));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Written open(
            @RequestHeader(name = "X-Actor", required = false) String actor, @Valid @RequestBody NewBreach breach) {
        return service.open(
                actor, breach.hostId(), breach.assigneeId(), breach.severity(), breach.title(), breach.score());
    }

    @PostMapping("/{id}/resolve")
    Written resolve(
            @RequestHeader(name = "X-Actor", required = false) String actor,
            @PathVariable String id,
            @Valid @RequestBody Resolution resolution) {
        return service.resolve(actor, id, resolution.detail(), resolution.cost());
    }

    private static Paging.Page<Breach> page(Page<Breach> found) {
        return new Paging.Page<>(found.getContent(), found.getNumber(), found.getSize(), found.getTotalElements());
    }
}
