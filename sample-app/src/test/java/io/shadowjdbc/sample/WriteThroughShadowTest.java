package io.shadowjdbc.sample;

import org.springframework.test.context.TestPropertySource;

/** Every write does the same when nothing but the prefix of the JDBC URL is changed. */
@TestPropertySource(properties = {"sample.test.prefix=jdbc:shadow:sqlite:", "sample.test.file=shadow.db"})
class WriteThroughShadowTest extends WriteApiTest {}
