package io.shadowjdbc.schema;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.jr.ob.JSON;

/**
 * How JSON is read and written. Buffers are not kept in thread-locals: the application's threads may be a server's, and
 * would hold our class loader when the application is gone.
 */
public final class Json {
    public static final JsonFactory FACTORY = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .build();
    public static final JSON PLAIN = JSON.builder(FACTORY).build();

    private Json() {}
}
