package io.shadowjdbc.sample.host;

import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
interface HostRepository extends Repository<Host, String> {
    Optional<Host> findById(String id);

    List<Host> findByUserIdOrderByName(String userId);
}
