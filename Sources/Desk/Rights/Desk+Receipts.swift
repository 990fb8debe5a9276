package import DossierStore
package import SummaryStore
package import SyncCore

extension Desk {
    /// An erasure with how far it has come, for the person to take away. It names nobody.
    package struct Receipt: Hashable, Sendable {
        package let erasure: ErasureReceipt
        /// For each record of which something can have left.
        package let progress: [Progress]

        package struct Progress: Hashable, Sendable {
            package let record: RecordID
            package let state: SummaryStore.ErasureProgress

            package init(record: RecordID, state: SummaryStore.ErasureProgress) {
                self.record = record
                self.state = state
            }
        }

        package init(erasure: ErasureReceipt, progress: [Progress]) {
            self.erasure = erasure
            self.progress = progress
        }

        /// Whether nothing of the person is anywhere any more: the hub confirmed each record, or
        /// nothing had to be asked of it.
        package var isComplete: Bool {
            progress.allSatisfy { if case .confirmed = $0.state { true } else { false } }
        }
    }

    /// Of all persons erased here at their request, oldest first. For those who work on cases: an
    /// administrator or the data protection officer isn't told which summaries were one person's.
    package func receipts() throws -> [Receipt] {
        try refusing {
            guard rules.duties(of: account.roles).isEmpty else {
                throw AccessRefusal(.record(.duty))
            }
        }
        return try dossiers.read { try $0.receipts() }.map { erasure in
            Receipt(
                erasure: erasure,
                progress: try erasure.summaries.map {
                    .init(record: $0, state: try summaries.erasureProgress(of: $0) ?? .waiting)
                })
        }
    }

    /// The one whose erased person's identifier begins with these digits.
    package func receipt(startingWith digits: String) throws -> Receipt {
        let sought = digits.lowercased()
        let found = try receipts().filter {
            !sought.isEmpty && $0.erasure.person.description.hasPrefix(sought)
        }
        guard let receipt = found.first else {
            throw DeskError.unknownReceipt(digits: shown(digits))
        }
        guard found.count == 1 else { throw DeskError.ambiguousRecord(digits: shown(digits)) }
        return receipt
    }
}
