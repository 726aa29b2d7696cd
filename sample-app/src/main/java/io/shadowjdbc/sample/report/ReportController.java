package io.shadowjdbc.sample.report;

import java.time.Instant;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api")
class ReportController {
    private final Reports reports;

    ReportController(Reports reports) {
        this.reports = reports;
    }

    record Dashboard(Reports.Totals totals, List<Reports.OsCount> systems, List<Reports.SeverityRow> severities) {}

    @GetMapping("/dashboard")
    Dashboard dashboard() {
        return new Dashboard(reports.totals(), reports.byOs(), reports.severities());
    }

    @GetMapping("/search")
    List<Reports.Hit> search(@RequestParam("q") String text, @RequestParam(defaultValue = "20") int limit) {
        return reports.search(text, limit);
    }

    @GetMapping("/reports/top-hosts")
    List<Reports.TopHost> topHosts(@RequestParam(defaultValue = "10") int limit) {
        return reports.topHosts(limit);
    }

    @GetMapping("/reports/days")
    List<Reports.Day> days(@RequestParam Instant from, @RequestParam Instant to) {
        return reports.days(from, to);
    }

    @GetMapping("/reports/plans")
    List<Reports.PlanRow> plans() {
        return reports.plans();
    }

    @GetMapping("/reports/regions")
    List<Reports.RegionRow> regions() {
        return reports.regions();
    }

    @GetMapping("/reports/deliveries")
    List<Reports.DeliveryRow> deliveries() {
        return reports.deliveries();
    }

    @GetMapping("/reports/idle-hosts")
    List<Reports.IdleHost> idleHosts(
            @RequestParam Instant since, @RequestParam(defaultValue = "critical") String severity) {
        return reports.idleHosts(since, severity);
    }

    @GetMapping("/reports/runs")
    List<Reports.RunRow> runs() {
        return reports.runs();
    }
}
