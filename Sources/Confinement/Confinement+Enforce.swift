private import CLandlock
private import Glibc

extension Confinement {
    /// Takes all but this away from the program, for ever; a further confinement can only take more.
    ///
    /// To be called while it has one thread: others would keep what they have. Where the kernel has
    /// no Landlock, or an old one, less is taken away, and the answer says so.
    package func enforce() throws(ConfinementRefusal) -> ConfinementInForce {
        guard Self.threads ?? 1 == 1 else { throw ConfinementRefusal(.threads) }
        guard secteur_no_new_privileges() == 0, secteur_no_looking_into_others() == 0 else {
            throw Self.refusal(.privileges)
        }
        try Self.keepMemoryPrivate()
        guard let version = LandlockVersion.running else { return ConfinementInForce(version: nil) }
        try LandlockRules(self, for: version).enforce()
        return ConfinementInForce(version: version)
    }

    /// No core dump shows what the program held, and no other program of the same person looks in.
    /// Part of every confinement; a program that holds keys does it by itself.
    package static func keepMemoryPrivate() throws(ConfinementRefusal) {
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        guard setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none) == 0,
            secteur_not_dumpable() == 0
        else { throw refusal(.memory) }
    }

    /// How many threads the program has; `nil` where the system doesn't tell.
    private static var threads: Int? {
        guard let folder = opendir("/proc/self/task") else { return nil }
        defer { closedir(folder) }
        var count = 0
        while let entry = readdir(folder) {
            if entry.pointee.d_name.0 != CChar(UInt8(ascii: ".")) { count += 1 }
        }
        return count
    }

    fileprivate static func refusal(_ step: ConfinementRefusal.Step) -> ConfinementRefusal {
        ConfinementRefusal(step, errno: errno)
    }
}

extension LandlockVersion {
    /// What this machine's kernel has; `nil` when it has no Landlock, or it is switched off.
    package static var running: LandlockVersion? {
        let version = secteur_landlock_version()
        return version > 0 ? LandlockVersion(rawValue: Int(version)) : nil
    }
}

extension LandlockRules {
    fileprivate func enforce() throws(ConfinementRefusal) {
        var ruleset = secteur_landlock_ruleset(
            files: files.rawValue, tcp: tcp.rawValue, scopes: scopes.rawValue)
        let descriptor = secteur_landlock_create(&ruleset)
        guard descriptor >= 0 else { throw Confinement.refusal(.rules) }
        defer { close(descriptor) }
        for (path, rights) in paths { try allow(path, rights, in: descriptor) }
        for (port, rights) in ports {
            guard secteur_landlock_allow_port(descriptor, port, rights.rawValue) == 0 else {
                throw Confinement.refusal(.port)
            }
        }
        guard secteur_landlock_enforce(descriptor) == 0 else {
            throw Confinement.refusal(.enforcing)
        }
    }

    /// What isn't there, or can't be reached, needs no rule.
    private func allow(
        _ path: String, _ rights: FileRights, in ruleset: Int32
    ) throws(ConfinementRefusal) {
        let descriptor = secteur_open_place(path)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Confinement.refusal(.path) }
        let isFolder = status.st_mode & S_IFMT == S_IFDIR
        let given = isFolder ? rights : rights.intersection(.onFile)
        guard secteur_landlock_allow_path(ruleset, descriptor, given.rawValue) == 0 else {
            throw Confinement.refusal(.path)
        }
    }
}
