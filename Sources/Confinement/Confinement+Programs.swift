extension Confinement {
    /// `secteur-sync`: the folder of what an office shares, the hub's port, and what libcurl reads of
    /// the system to find a hub.
    ///
    /// - Parameters:
    ///   - ports: the hub's, and a proxy's; none for a program that speaks to nobody.
    ///   - isWatching: whether it goes on for so long that the network may change meanwhile.
    package static func sync(
        shared: String, ports: Set<UInt16>, isWatching: Bool
    ) -> Confinement {
        var files = SystemFiles.base.merging(SystemFiles.network) { a, _ in a }
        // A new network replaces resolv.conf by another file of that name, which the rule for the
        // first doesn't cover.
        if isWatching { files["/etc"] = .readingByName }
        files[shared] = .keeping
        return Confinement(files: files, connects: ports)
    }

    /// `secteur-hub serve`: the hub's folder and its port; it connects to nobody.
    ///
    /// - Parameters:
    ///   - port: nought is any that the system chooses.
    ///   - announcements: the folder in which it says that it listens, if it is to.
    package static func hub(folder: String, port: UInt16, announcements: String?) -> Confinement {
        var files = SystemFiles.base.merging(SystemFiles.network) { a, _ in a }
        if let announcements { files[announcements] = .keeping }
        files[folder] = .keeping
        return Confinement(files: files, binds: [port])
    }
}

/// What programs read of a system, by the distributions that we know.
private enum SystemFiles {
    /// The C library, time zones, and chance; and what the program's own threads are doing: every
    /// second Dispatch opens `/proc/THREAD/stat` of workers that have work before them, and ends a
    /// program that may not. Those places lie in /proc itself, and there is no rule for a thread to
    /// come. Of other processes that gives what `ps` shows, to who guesses their numbers; what they
    /// hold stays closed, to root too, who gives up the privileges to look.
    static let base: [String: FileRights] = [
        "/lib": .reading, "/lib64": .reading, "/usr/lib": .reading, "/usr/lib64": .reading,
        "/etc/ld.so.cache": .reading, "/etc/localtime": .reading, "/usr/share/zoneinfo": .reading,
        "/etc/passwd": .reading, "/etc/group": .reading,
        "/proc": .readingByName,
        "/dev/urandom": .reading, "/dev/random": .reading, "/dev/null": .using,
    ]

    /// Names of machines, and the settings of the TLS library.
    static let network: [String: FileRights] = [
        "/etc/hosts": .reading, "/etc/host.conf": .reading, "/etc/resolv.conf": .reading,
        "/etc/nsswitch.conf": .reading, "/etc/gai.conf": .reading, "/etc/services": .reading,
        "/etc/protocols": .reading, "/run/systemd/resolve": .reading,
        "/run/NetworkManager": .reading, "/run/resolvconf": .reading,
        "/etc/ssl": .reading, "/etc/pki": .reading,
    ]
}
