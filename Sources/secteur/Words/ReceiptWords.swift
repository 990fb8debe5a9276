import Charter
import Console
import Desk
import DossierStore
import SummaryStore
import SyncCore

/// The receipt of an erasure in words: it names nobody, so that it can be given or lost.
struct ReceiptWords {
    let receipt: Desk.Receipt
    let controller: Phrase?
    let office: String?

    var text: String {
        var lines = [
            "# " + local(fr: "Attestation d'effacement", en: "Receipt of an erasure"), "",
            local(
                fr: "Article 17 du RGPD. Ce papier ne nomme personne.",
                en: "Article 17 of the GDPR. This paper names nobody."), "",
        ]
        let colon = local(fr: " : ", en: ": ")
        if let controller {
            lines.append(
                "- " + local(fr: "Responsable", en: "Controller") + colon + controller.local)
        }
        if let office { lines.append("- " + local(fr: "Service", en: "Office") + colon + office) }
        lines += [
            "- " + local(fr: "Référence du dossier", en: "Reference of the case file") + colon
                + receipt.erasure.person.paperReference,
            "- " + local(fr: "Effacé au service le", en: "Erased at the office on")
                + " \(receipt.erasure.day.words)", "",
        ]
        if receipt.progress.isEmpty {
            lines.append(
                local(
                    fr: "Rien de ce dossier ne pouvait être parti : tout est effacé.",
                    en: "Nothing of this case file can have left: all is erased."))
        } else {
            lines.append(
                local(
                    fr: "Ce qui en était parti, par numéro de fiche :",
                    en: "What had left of it, by number of record:"))
            lines.append("")
            lines += receipt.progress.map { "- \($0.record.short)\(colon)\(words(for: $0.state))" }
            lines += ["", conclusion]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private var conclusion: String {
        receipt.isComplete
            ? local(
                fr: "Le hub a confirmé : tout est effacé.",
                en: "The hub confirmed: all is erased.")
            : local(
                fr: "Le hub n'a pas encore tout confirmé : redemandez cette attestation après la "
                    + "prochaine synchronisation.",
                en: "The hub hasn't confirmed all of it: ask for this receipt again after the next "
                    + "sync.")
    }

    private func words(for state: SummaryStore.ErasureProgress) -> String {
        switch state {
        case .waiting:
            local(fr: "pas encore demandé au hub", en: "not asked of the hub yet")
        case .asked(let seconds):
            local(fr: "demandé au hub le ", en: "asked of the hub ") + DisclosureWords.time(seconds)
        case .confirmed(let seconds?, _):
            local(fr: "confirmé par le hub le ", en: "confirmed by the hub ")
                + DisclosureWords.time(seconds)
        case .confirmed(nil, _):
            local(fr: "confirmé par le hub", en: "confirmed by the hub")
        }
    }

    var json: JSON {
        [
            "person": .string(receipt.erasure.person.description),
            "erased": .string(receipt.erasure.day.description),
            "complete": .bool(receipt.isComplete),
            "records": .array(
                receipt.progress.map { progress in
                    let (word, asked, confirmed) = parts(of: progress.state)
                    return [
                        "id": .string(progress.record.description), "state": .string(word),
                        "asked_at": JSON(asked), "confirmed_at": JSON(confirmed),
                    ]
                }),
        ]
    }

    private func parts(of state: SummaryStore.ErasureProgress) -> (String, Int64?, Int64?) {
        switch state {
        case .waiting: ("waiting", nil, nil)
        case .asked(let asked): ("asked", asked, nil)
        case .confirmed(let confirmed, let asked): ("confirmed", asked, confirmed)
        }
    }
}
