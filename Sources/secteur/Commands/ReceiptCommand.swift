import ArgumentParser
import Charter
import Console
import Desk
import DossierStore
import SummaryStore
import SyncCore

/// `secteur receipt [ID]`
struct ReceiptCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receipt",
        abstract: local(
            fr: "L'attestation d'un effacement, ici et au hub, à remettre à la personne.",
            en: "The receipt of an erasure, here and at the hub, to give to the person."),
        discussion: local(
            fr: """
                Exemples :
                  secteur receipt                        toutes, sans nommer personne
                  secteur receipt 3f2a91c0 --out attestation.md
                """,
            en: """
                Examples:
                  secteur receipt                        all of them, naming nobody
                  secteur receipt 3f2a91c0 --out receipt.md
                """))

    @Argument(
        help: ArgumentHelp(
            local(
                fr: "L'identifiant qu'avait la personne.",
                en: "The identifier that the person had."),
            valueName: local(fr: "identifiant", en: "identifier")))
    var digits: String?

    @OptionGroup var destination: DestinationOption
    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            let desk = try office.folder.desk()
            guard let digits else { return list(try desk.receipts()) }
            let receipt = try desk.receipt(startingWith: digits)
            let id = receipt.erasure.person
            try desk.note(destination.act, record: id, person: id)
            let words = ReceiptWords(
                receipt: receipt, controller: desk.charter.controller,
                office: try desk.summaries.setting(.officeName))
            try destination.write(output.json ? words.json.text + "\n" : words.text)
        }
    }

    private func list(_ receipts: [Desk.Receipt]) {
        if output.json {
            Output.json([
                "receipts": .array(
                    receipts.map { ReceiptWords(receipt: $0, controller: nil, office: nil).json })
            ])
            return
        }
        if receipts.isEmpty {
            Output.line(local(fr: "Personne n'a été effacé ici.", en: "Nobody was erased here."))
        }
        for receipt in receipts {
            let state =
                receipt.isComplete
                ? local(fr: "effacé partout", en: "erased everywhere")
                : local(fr: "le hub n'a pas encore confirmé", en: "the hub hasn't confirmed yet")
            let erasure = receipt.erasure
            Output.line("\(erasure.day.words)  \(erasure.person.short)  \(state)")
        }
    }
}
