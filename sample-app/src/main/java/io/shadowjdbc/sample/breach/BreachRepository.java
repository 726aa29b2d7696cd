package io.shadowjdbc.sample.breach;

import java.util.Collection;
import java.util.Optional;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
interface BreachRepository extends Repository<Breach, String> {
    Optional<Breach> findById(String id);

    Page<Breach> findByStateInAndSeverityOrderByOpenedAtDescIdAsc(
            Collection<String> states, String severity, Pageable page);

    @Query("""
            select b from Breach b, Host h
            where h.id = b.hostId and b.resolvedAt is null and h.enabled = true
            order by b.openedAt, b.id
            """)
    Page<Breach> backlog(Pageable page);
}
