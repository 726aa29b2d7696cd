package io.shadowjdbc.forward;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Asks the build to complete an abstract class: every method of its interfaces that it does not declare itself, default
 * methods included, becomes a direct call of the same method on the object that {@link #to} returns. The class becomes
 * concrete and final; instances are made by a static method marked {@link Constructs}.
 *
 * <p>Where the class declares a one-argument method named {@link #adopt} for the type that a forwarded method returns,
 * its result passes through that method, so that no object of the inner driver escapes.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Forwards {
    /**
     * The no-argument methods that give the objects to forward to. A method goes to the first that gives an object which
     * has it.
     */
    String[] to();

    /** The method, overloaded by type, that wraps what forwarded methods return. */
    String adopt() default "adopt";
}
