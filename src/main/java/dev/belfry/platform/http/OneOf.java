package dev.belfry.platform.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;

/** A query parameter that takes certain words, which no enum of Java can hold. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER})
public @interface OneOf {
  /** A CDI bean that knows them. */
  Class<? extends Words> value();

  /** The words, in the order in which an error lists them. */
  interface Words {
    List<String> words();
  }
}
