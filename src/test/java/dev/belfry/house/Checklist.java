package dev.belfry.house;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Which attempts of an outsider a test shows to fail, by their numbers in {@code
 * src/test/resources/attempts.md}. On a class it stands for all of its tests.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Checklist {
  int[] value();
}
