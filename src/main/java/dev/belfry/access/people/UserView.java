package dev.belfry.access.people;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A user as shown. */
@RegisterForReflection
@Schema(name = "User")
public record UserView(UserId id, String email, String name) {}
