/**
 * The book of rules: triggers, roles of notification, escalations and rotas are kept in one way.
 *
 * <p>Door: {@link dev.belfry.alerting.book.RuleBook}. Event: {@link
 * dev.belfry.alerting.book.RuleChanged}.
 *
 * <p>Decisions: a rule acts for whoever made or changed it last, within what they could see at that
 * moment; who reaches less neither sees nor changes it. What another rule names is not deleted.
 */
@NullMarked
package dev.belfry.alerting.book;

import org.jspecify.annotations.NullMarked;
