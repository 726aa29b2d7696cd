/** Numbers, times and cells as words, the same in every output. */
package io.shadowjdbc.report.text;
