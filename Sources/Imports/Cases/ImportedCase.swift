package import Charter

/// One person read from a file, with the records about them that stood beside: what the office
/// takes in as one piece of work. In memory and in clear, so deliberately not describable.
package struct ImportedCase: Hashable, Sendable {
    /// Where it begins in the file, from 1.
    package let line: Int
    /// What the file calls this person: cases of one file with the same key are the same person,
    /// and repeat what it says of them. `nil` when each case is a person of its own.
    package let key: String?
    package let person: CaseRecord
    /// Contracts, notes and the like about the person, in the order of the charter's types.
    package let attached: [CaseRecord]

    package init(line: Int, key: String?, person: CaseRecord, attached: [CaseRecord] = []) {
        self.line = line
        self.key = key
        self.person = person
        self.attached = attached
    }
}
