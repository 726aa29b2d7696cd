package io.shadowjdbc.clients;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The bookshop as entities. Where an int column comes before it, Hibernate 7 leaves out the type of a generated key on
 * SQLite, and what has no type is no key there: hence the long versions.
 */
final class HibernateEntities {
    private HibernateEntities() {}

    /** How a book is. */
    enum Condition {
        NEW,
        USED,
        SIGNED
    }

    /** Who writes. Fields that proxies must load are read through methods. */
    @Entity(name = "Author")
    @Table(name = "author")
    static class Author {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Long id;

        @Version
        long version;

        @Column(nullable = false, unique = true, length = 100)
        private String name;

        @OneToMany(mappedBy = "author", cascade = CascadeType.PERSIST)
        private List<Book> books = new ArrayList<>();

        protected Author() {}

        Author(String name) {
            this.name = name;
        }

        String getName() {
            return name;
        }

        void rename(String newName) {
            name = newName;
        }

        List<Book> getBooks() {
            return books;
        }

        @Override
        public String toString() {
            return id + " " + name;
        }
    }

    /** What is written. */
    @Entity(name = "Book")
    @Table(name = "book", indexes = @Index(name = "book_title", columnList = "title"))
    @NamedQuery(name = "Book.withWord", query = "select b.title from Book b join b.words w where w = :word")
    static class Book {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Long id;

        @Version
        long version;

        @ManyToOne(fetch = FetchType.LAZY, optional = false)
        Author author;

        @Column(nullable = false)
        String title;

        @Column(precision = 10, scale = 2)
        BigDecimal price;

        @Enumerated(EnumType.STRING)
        @Column(name = "book_condition")
        Condition condition;

        Boolean inPrint;
        Double rating;
        LocalDate published;
        LocalDateTime added;
        Instant changed;
        byte[] cover;
        UUID number;

        @ElementCollection
        @OrderColumn
        List<String> words = new ArrayList<>();

        protected Book() {}

        Book(Author author, String title) {
            this.author = author;
            this.title = title;
        }

        @Override
        public String toString() {
            return id + " " + title + " " + price + " " + version;
        }
    }

    /** Something with keys that Hibernate generates in advance, and so inserts in batches. */
    @Entity(name = "Receipt")
    @Table(name = "receipt")
    static class Receipt {
        @Id
        @GeneratedValue(strategy = GenerationType.TABLE)
        Long id;

        int amount;

        protected Receipt() {}

        Receipt(int amount) {
            this.amount = amount;
        }
    }

    /** Two values of a query. */
    record Title(String title, String author) {}
}
