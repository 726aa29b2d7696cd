/** The sync inside the application. */
package io.shadowjdbc.embedded;
