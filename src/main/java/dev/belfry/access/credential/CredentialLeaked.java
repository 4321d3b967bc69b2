package dev.belfry.access.credential;

import dev.belfry.platform.event.AccountId;
import java.util.UUID;

/**
 * Somebody showed us a secret that he should not have. Whoever keeps the credential revokes it in
 * the transaction in which this is fired, which is bound to the account.
 *
 * @param key whether the id is that of a key; a session's otherwise
 */
public record CredentialLeaked(AccountId account, UUID id, boolean key) {}
