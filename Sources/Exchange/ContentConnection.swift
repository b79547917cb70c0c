import NIOCore
import NIOHTTP1
import NIOPosix

/// One connection of who asks: requests come one after the other, and each is answered before the next is read.
struct ContentConnection: Sendable {
    /// How long a connection may lie still before it is closed.
    private static let patience = TimeAmount.seconds(60)

    private let channel: NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>

    /// Listens at an address; who connects is one of these.
    ///
    /// - Throws: NIO's errors, and the system's, if nobody can listen there.
    static func listen(at address: SocketAddress) async throws -> NIOAsyncChannel<ContentConnection, Never> {
        try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .bind(to: address) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandlers(IdleStateHandler(allTimeout: patience), IdleEnd())
                    try pipeline.configureHTTPServerPipeline()
                    return ContentConnection(channel: try NIOAsyncChannel(wrappingChannelSynchronously: channel))
                }
            }
    }

    /// Answers until the other side has enough, or something is wrong with it.
    func serve(_ answer: (HTTPRequestHead) async -> ContentAnswer) async {
        // Who goes away, or sends what is none of HTTP, ends this connection and no other.
        try? await channel.executeThenClose { requests, answers in
            var head: HTTPRequestHead?
            for try await part in requests {
                switch part {
                case .head(let next): head = next
                case .body: continue
                case .end:
                    guard let asked = head else { return }
                    try await answer(asked).send(to: answers)
                    if !asked.isKeepAlive { return }
                }
            }
        }
    }
}

/// Closes a connection on which nothing has come or gone for long.
private final class IdleEnd: ChannelInboundHandler {
    typealias InboundIn = NIOAny

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is IdleStateHandler.IdleStateEvent { return context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }
}
