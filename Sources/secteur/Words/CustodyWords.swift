import Charter
import Console
import DossierStore
import SyncCore

/// Who is in charge of a case file and with whom it is shared.
struct CustodyWords {
    let custody: Custody

    init(_ custody: Custody) {
        self.custody = custody
    }

    private var shares: [(code: AccountCode, until: CivilDate)] {
        custody.shares.sorted { $0.key < $1.key }
            .compactMap { code, day in CivilDate(dayNumber: day).map { (code, $0) } }
    }

    /// Says that a case file changed hands, or is or was shared.
    static func report(
        _ person: RecordID, _ account: AccountCode, _ output: JSONOption, _ said: Phrase,
        more: [JSON.Member] = []
    ) {
        guard output.json else { return Output.line(said.local) }
        Output.json(
            .object(
                [
                    .init("person", .string(person.description)),
                    .init("account", .string(account.description)),
                ] + more))
    }

    var lines: [String] {
        let owner = custody.owner?.description ?? local(fr: "personne", en: "nobody")
        let first = local(fr: "  En charge : \(owner)", en: "  In charge: \(owner)")
        return [first]
            + shares.map { code, day in
                local(
                    fr: "  Partagé avec \(code) jusqu'au \(day.words)",
                    en: "  Shared with \(code) until \(day.words)")
            }
    }

    var json: JSON {
        [
            "owner": JSON(custody.owner?.description),
            "shares": .array(
                shares.map { code, day in
                    ["account": .string(code.description), "until": .string(day.description)]
                }),
        ]
    }
}
