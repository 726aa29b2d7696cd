package io.shadowjdbc.forward;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the static method of a {@link Forwards} class whose body the build replaces by a call of the constructor with
 * the same parameters. The body in the source only says that the build has not run: javac can't construct a class
 * that is abstract until then.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Constructs {}
