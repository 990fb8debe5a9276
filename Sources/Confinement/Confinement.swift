/// What a program keeps of the machine when it confines itself; the rest is taken away from it, and
/// from all that it starts, for ever. A pure value: `enforce()` carries it out.
package struct Confinement: Sendable, Hashable {
    /// The folders and files that stay, with what may be done there. One that doesn't exist when
    /// the rules are enforced is left out.
    package var files: [String: FileRights]
    /// The TCP ports that it may connect to.
    package var connects: Set<UInt16>
    /// The TCP ports that it may listen on; 0 is any that the system chooses.
    package var binds: Set<UInt16>

    package init(
        files: [String: FileRights], connects: Set<UInt16> = [], binds: Set<UInt16> = []
    ) {
        self.files = files
        self.connects = connects
        self.binds = binds
    }
}
