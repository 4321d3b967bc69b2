package dev.belfry.platform.database;

import dev.belfry.platform.event.AccountId;
import io.quarkus.arc.Arc;
import io.quarkus.arc.InjectableContext.ContextState;
import io.quarkus.arc.ManagedContext;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Work of Belfry itself inside one account: loops, logins, the first start. */
@ApplicationScoped
public class Accounts {
  private final Binding binding;
  private final CurrentVertxRequest call;

  Accounts(Binding binding, CurrentVertxRequest call) {
    this.binding = binding;
    this.call = call;
  }

  /**
   * Runs the work in a request context of its own and a transaction of its own, bound to the
   * account.
   */
  public <T extends @Nullable Object> T in(AccountId account, Callable<T> work) {
    ManagedContext context = Arc.container().requestContext();
    ContextState outer = context.isActive() ? context.getState() : null;
    RoutingContext routing = outer == null ? null : call.getCurrent();
    if (outer != null) {
      context.deactivate();
    }
    context.activate();
    try {
      // Still the same call, for the log book: from where it came and under which id.
      call.setCurrent(routing);
      binding.to(account);
      return QuarkusTransaction.requiringNew().call(work);
    } finally {
      context.terminate();
      if (outer != null) {
        context.activate(outer);
      }
    }
  }
}
