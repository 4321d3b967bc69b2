package dev.belfry.statuspage.published;

import dev.belfry.statuspage.PageLanguage;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Who looks at a page, as far as it matters; a bean parameter of resources. */
@RegisterForReflection
public class Visitor {
  @Parameter(description = "The language; else what Accept-Language wants, else that of the page")
  @QueryParam("lang")
  @Nullable PageLanguage lang;

  @Context HttpHeaders headers;
  @Context UriInfo uri;

  @Nullable String accepted() {
    return headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE);
  }

  @Nullable String knownTag() {
    return headers.getHeaderString(HttpHeaders.IF_NONE_MATCH);
  }

  @Nullable String encodings() {
    return headers.getHeaderString(HttpHeaders.ACCEPT_ENCODING);
  }

  @Nullable String cookie(String name) {
    Cookie cookie = headers.getCookies().get(name);
    return cookie == null ? null : cookie.getValue();
  }

  /** Such as {@code https://status.example.org}. */
  String origin() {
    return uri.getBaseUri().getScheme() + "://" + uri.getBaseUri().getRawAuthority();
  }

  String host() {
    String host = uri.getBaseUri().getHost();
    return host == null ? "" : host;
  }

  boolean https() {
    return "https".equals(uri.getBaseUri().getScheme());
  }
}
