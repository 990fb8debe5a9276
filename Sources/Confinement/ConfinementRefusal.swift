private import Glibc
package import SyncCore

/// A kernel that has Landlock, and doesn't carry a confinement out. The program must not go on as if
/// it were confined.
package struct ConfinementRefusal: Explained, Hashable {
    package enum Step: String, Sendable, CaseIterable {
        /// Other threads run already, and would stay as they are.
        case threads
        case privileges
        case memory
        case rules
        case path
        case port
        case enforcing
    }

    package let step: Step
    /// What the system said; 0 when it said nothing.
    package let errno: Int32

    package init(_ step: Step, errno: Int32 = 0) {
        self.step = step
        self.errno = errno
    }

    package var code: String { "confinement-failed" }

    package var what: Phrase {
        let reason = errno == 0 ? "" : ": " + String(cString: strerror(errno))
        let said = step.rawValue + reason
        return Phrase(
            fr: "le programme n'a pas pu renoncer à ce qu'il ne doit pas voir (\(said))",
            en: "the program could not give up what it must not see (\(said))")
    }

    package let remedy = Phrase(
        fr: "rien n'a été lu ni envoyé ; signalez-le aux auteurs du programme, avec « uname -r »",
        en: "nothing was read or sent; tell the authors of the program, with what 'uname -r' says")
}
