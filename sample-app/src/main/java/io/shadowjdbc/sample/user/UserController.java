package io.shadowjdbc.sample.user;

import io.shadowjdbc.sample.support.Paging;
import io.shadowjdbc.sample.support.Written;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import java.util.NoSuchElementException;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
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
class UserController {
    private final UserRepository users;
    private final UserService service;

    UserController(UserRepository users, UserService service) {
        this.users = users;
        this.service = service;
    }

    record Details(User user, Subscription subscription) {}

    record NewUser(
            @Email @NotBlank String email,
            String name,
            @NotBlank String role) {}

    record Transfer(
            @NotBlank String fromUserId,
            @NotBlank String toUserId,
            @Positive long cents) {}

    @GetMapping("/users")
    Paging.Page<User> list(
            @RequestParam(required = false) String role,
            @RequestParam(required = false) Boolean active,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "25") int size) {
        Page<User> found = users.list(role, active, PageRequest.of(page, Paging.size(size)));
        return new Paging.Page<>(found.getContent(), page, found.getSize(), found.getTotalElements());
    }

    @GetMapping("/users/{id}")
    Details details(@PathVariable String id) {
        User user = users.findById(id).orElseThrow(() -> new NoSuchElementException("no user " + id));
        return new Details(user, users.findSubscription(id).orElse(null));
    }

    @GetMapping(value = "/users", params = "email")
    User byEmail(@RequestParam String email) {
        return users.findByEmail(email).orElseThrow(() -> new NoSuchElementException("no user with that address"));
    }

    @PostMapping("/users")
    @ResponseStatus(HttpStatus.CREATED)
    Written create(@RequestHeader(name = "X-Actor", required = false) String actor, @Valid @RequestBody NewUser user) {
        return service.create(actor, user.email(), user.name(), user.role());
    }

    @PatchMapping("/users/{id}")
    Written setFlags(
            @RequestHeader(name = "X-Actor", required = false) String actor,
            @PathVariable String id,
            @RequestBody UserService.Flags flags) {
        return service.setFlags(actor, id, flags);
    }

    @PostMapping("/transfers")
    @ResponseStatus(HttpStatus.CREATED)
    Written transfer(
            @RequestHeader(name = "X-Actor", required = false) String actor, @Valid @RequestBody Transfer transfer) {
        return service.transferCredit(actor, transfer.fromUserId(), transfer.toUserId(), transfer.cents());
    }
}
