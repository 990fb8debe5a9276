package import SyncCore

/// Names a session.
package enum SessionMark {}
package typealias SessionID = RandomID<SessionMark>

/// What whoever keeps a session holds: it opens the session's row, and nothing without it.
package struct SessionTicket: Sendable {
    package let id: SessionID
    package let secret: SecretBytes

    package static let secretBytes = 32

    package init(id: SessionID, secret: SecretBytes) {
        self.id = id
        self.secret = secret
    }
}

/// A moment as the machine counts it: which start of the machine, and how many seconds since,
/// those in which it slept among them. Nobody can set this clock.
package struct BootMoment: Hashable, Sendable {
    package let boot: String
    package let seconds: Int64

    package init(boot: String, seconds: Int64) {
        self.boot = boot
        self.seconds = seconds
    }

    /// Whether a session that was last used at `used` still lives now.
    func finds(aliveSince used: BootMoment) -> Bool {
        used.boot == boot && used.seconds <= seconds
            && seconds - used.seconds < Session.idleSeconds
    }
}

/// How long sessions live.
package enum Session {
    /// After so long without a command a session is over.
    package static let idleSeconds: Int64 = 15 * 60
    /// A use is noted when the one noted last is as old as this, so that reading costs no write.
    static let noteSeconds: Int64 = 30
}
