/** Keeps the other database equal to the one that the application writes to, in both directions. */
package io.shadowjdbc.sync;
