package dev.belfry.account;

import dev.belfry.access.Open;
import dev.belfry.platform.database.Binding;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import dev.belfry.platform.problem.ProblemView;
import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/**
 * What benchmarks compare with: the same read without authentication, one point read, nothing at
 * all.
 */
@Path("/bench")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@IfBuildProperty(name = "routes.bench", stringValue = "true")
class ComparedResource {
  private final AccountService accounts;
  private final Binding binding;
  private final AgroalDataSource database;

  ComparedResource(AccountService accounts, Binding binding, AgroalDataSource database) {
    this.accounts = accounts;
    this.binding = binding;
    this.database = database;
  }

  @GET
  @Path("/account/{id}")
  @Open("A measure of the benchmarks")
  public AccountView account(@PathParam("id") AccountId id) {
    binding.to(id);
    return accounts.view(id);
  }

  @GET
  @Path("/point")
  @Open("A measure of the benchmarks")
  public Map<String, String> point() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement =
            connection.prepareStatement("select current_setting('server_version')");
        ResultSet row = statement.executeQuery()) {
      row.next();
      return Map.of("version", row.getString(1));
    }
  }

  /** As large an answer as that of a refusal. */
  @GET
  @Path("/nothing")
  @Open("A measure of the benchmarks")
  public ProblemView nothing() {
    return ProblemView.of(
        Problem.of(ProblemType.NOT_FOUND, "It is not a credential of Belfry: its form is wrong."),
        "req");
  }
}
