/// A confinement as a kernel of some version can enforce it: only what it knows is asked of it,
/// since it refuses the rest.
struct LandlockRules: Equatable {
    /// What is taken away everywhere that no rule of `paths` gives it back.
    let files: FileRights
    let tcp: TCPRights
    let scopes: LandlockScopes
    let paths: [String: FileRights]
    let ports: [UInt16: TCPRights]

    init(_ confinement: Confinement, for version: LandlockVersion) {
        let known = FileRights.known(by: version)
        files = known
        paths = confinement.files.mapValues { $0.intersection(known) }
        guard version >= .tcp else {
            (tcp, scopes, ports) = ([], [], [:])
            return
        }
        tcp = [.bind, .connect]
        scopes = version >= .scopes ? [.abstractSockets, .signals] : []
        var ports: [UInt16: TCPRights] = [:]
        for port in confinement.connects { ports[port, default: []].insert(.connect) }
        for port in confinement.binds { ports[port, default: []].insert(.bind) }
        self.ports = ports
    }
}

/// What a program may do with a TCP port: Landlock's rights, bit for bit.
struct TCPRights: OptionSet, Hashable {
    let rawValue: UInt64

    static let bind = Self(rawValue: 1 << 0)
    static let connect = Self(rawValue: 1 << 1)
}

/// What of other programs a confined one can't reach: Landlock's scopes, bit for bit.
struct LandlockScopes: OptionSet, Hashable {
    let rawValue: UInt64

    static let abstractSockets = Self(rawValue: 1 << 0)
    static let signals = Self(rawValue: 1 << 1)
}
