/** The same report in several forms: text, JSON, HTML, JUnit XML. */
package io.shadowjdbc.report.render;
