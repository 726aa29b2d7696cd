package io.shadowjdbc.sample.user;

import java.util.Optional;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
interface UserRepository extends Repository<User, String> {
    Optional<User> findById(String id);

    Optional<User> findByEmail(String email);

    @Query("""
            select u from User u
            where (:role is null or u.role = :role) and (:active is null or u.active = :active)
            order by u.email
            """)
    Page<User> list(String role, Boolean active, Pageable page);

    @Query("select s from Subscription s where s.userId = :userId")
    Optional<Subscription> findSubscription(String userId);
}
