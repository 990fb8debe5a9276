import ArgumentParser
import Console
import Transport

/// How the hub is reached.
struct LineOptions: ParsableArguments {
    @Flag(
        name: .customLong("proxy"),
        help: ArgumentHelp(
            local(
                fr: "Passe par le proxy que nomme https_proxy.",
                en: "Go through the proxy that https_proxy names.")))
    var usesProxy = false

    var transport: TransportOptions {
        var options = TransportOptions()
        options.usesEnvironmentProxy = usesProxy
        return options
    }
}

extension TransportOptions {
    /// The TCP ports that the way to an address takes: the hub's, and a proxy's.
    func ports(to address: HubAddress) -> Set<UInt16> {
        var ports: Set<UInt16> = UInt16(exactly: address.port).map { [$0] } ?? []
        if usesEnvironmentProxy,
            let proxy = ProxyAddress.port(for: address, variable: { Environment.process[$0] })
        {
            ports.insert(proxy)
        }
        return ports
    }
}

extension Cancellation {
    /// A signal to this process.
    static var ofThisProcess: Cancellation {
        Cancellation(fileDescriptor: Interruption.fileDescriptor) { Interruption.signal != nil }
    }
}
