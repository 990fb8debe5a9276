package import Charter
package import SyncCore

/// That a person was erased here, for them to take away. Random numbers and a day: it names nobody.
package struct ErasureReceipt: Hashable, Sendable {
    /// The identifier that the person's folder had.
    package let person: RecordID
    /// The day of the erasure here.
    package let day: CivilDate
    /// The records of which something had left, or could have.
    package let summaries: [RecordID]

    package init(person: RecordID, day: CivilDate, summaries: [RecordID]) {
        self.person = person
        self.day = day
        self.summaries = summaries
    }
}
