import Hummingbird
import NIOCore

/// A request's connection, by which the hub knows who sent it.
struct HubRequestContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }

    /// The address that the connection comes from.
    var remote: RemoteAddress { RemoteAddress(channel.remoteAddress) }
}
