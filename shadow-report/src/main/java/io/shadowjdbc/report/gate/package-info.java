/** The verdict over all the files: go or no-go, with the gates that it rests on. */
package io.shadowjdbc.report.gate;
