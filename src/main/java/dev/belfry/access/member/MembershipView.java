package dev.belfry.access.member;

import dev.belfry.access.people.Joining;
import dev.belfry.access.people.MemberId;
import dev.belfry.access.people.UserView;
import dev.belfry.platform.event.AccountId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who has become a member, and where. */
@Schema(name = "Membership")
record MembershipView(AccountId accountId, MemberId memberId, UserView user) {
  static MembershipView of(Joining.Joined joined) {
    return new MembershipView(
        joined.account(),
        joined.member(),
        new UserView(joined.user(), joined.email(), joined.name()));
  }
}
