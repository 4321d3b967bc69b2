package dev.belfry.check;

/**
 * What is wrong with a target.
 *
 * @param pointer to the offending field of the target's JSON (RFC 6901)
 * @param code a stable lower-case word
 * @param message a sentence for people
 */
public record TargetViolation(String pointer, String code, String message) {}
