package dev.belfry.platform.wire;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpClientConnection;

/**
 * The end of TLS is the end of the connection: after a close_notify nothing more comes (RFC 8446,
 * section 6.1), and a peer may well wait with the end of TCP until we hang up.
 */
final class CloseNotify extends ChannelInboundHandlerAdapter {
  private CloseNotify() {}

  /** Lets this connection end so; one without TLS is left alone. */
  static void endsWith(HttpConnection connection) {
    if (connection instanceof HttpClientConnection client) {
      ChannelPipeline pipeline = client.channel().pipeline();
      ChannelHandlerContext tls = pipeline.context(SslHandler.class);
      if (tls != null) {
        pipeline.addAfter(tls.name(), "close-notify", new CloseNotify());
      }
    }
  }

  /** Whoever reads the answer hears of the end; nobody waits for the closing. */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored")
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    context.fireUserEventTriggered(event);
    if (event instanceof SslCloseCompletionEvent) {
      context.close();
    }
  }
}
