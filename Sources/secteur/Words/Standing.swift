import Charter
import Console
import Desk
import DossierStore
import SummaryStore
import SyncCore

/// How an office stands.
struct Standing {
    let name: String?
    let hub: String?
    let charter: Charter
    let dossiers: DossierCounts
    let summaries: SummaryStore.Status
    let shared: Int
    let quarantined: [SummaryStore.QuarantinedField]
    /// What the office's own charter doesn't let be disclosed.
    let withheld: [Desk.Withheld]
    let digest: [UInt8]

    init(of desk: Desk) throws {
        name = try desk.summaries.setting(.officeName)
        hub = try desk.summaries.setting(.hubAddress)
        charter = desk.charter
        withheld = try desk.discloseAll()
        dossiers = try desk.dossiers.read { try $0.counts() }
        summaries = try desk.summaries.status()
        shared = try desk.summaries.recordCount()
        quarantined = try desk.summaries.quarantined()
        digest = try desk.summaries.partDigest()
    }

    func text(now: Int64) -> String {
        let words = Words.local
        func fiches(_ count: Int) -> String {
            words.count(
                count, Phrase(fr: "fiche", en: "record"), Phrase(fr: "fiches", en: "records"))
        }
        var rows: [(String, String)] = [
            (local(fr: "Bureau", en: "Office"), name ?? "-"),
            (
                local(fr: "Charte", en: "Charter"),
                "\(charter.name), \(charter.edition.local) (\(charter.label.local))"
                    + (charter.narrowedFrom == nil ? "" : "  -> secteur charter status")
            ),
            (local(fr: "Dossiers", en: "Case files"), kept(words)),
            (local(fr: "Partagé", en: "Shared"), fiches(shared)),
            (local(fr: "À envoyer", en: "To send"), waiting(fiches, words)),
        ]
        if summaries.quarantined > 0 {
            rows.append((local(fr: "Retenu", en: "Held back"), fiches(summaries.quarantined)))
        }
        if dossiers.undisclosed > 0 {
            rows.append(
                (local(fr: "Non communiqué", en: "Not disclosed"), fiches(dossiers.undisclosed)))
        }
        if summaries.inConflict > 0 {
            rows.append(
                (
                    local(fr: "À décider", en: "To decide"),
                    fiches(summaries.inConflict) + "  -> secteur conflicts"
                ))
        }
        rows.append((local(fr: "Dernière synchronisation", en: "Last sync"), lastSync(now, words)))
        rows.append(
            ("Hub", hub ?? local(fr: "aucun : tout marche sans", en: "none: all works without")))
        return (RecordWords.columns(rows) + heldBack).joined(separator: "\n")
    }

    private func kept(_ words: Words) -> String {
        let persons = words.count(
            dossiers.persons, Phrase(fr: "personne", en: "person"),
            Phrase(fr: "personnes", en: "persons"))
        let records = words.count(
            dossiers.records - dossiers.persons, Phrase(fr: "enregistrement", en: "record"),
            Phrase(fr: "enregistrements", en: "records"))
        return "\(persons), \(records)"
    }

    private func waiting(_ fiches: (Int) -> String, _ words: Words) -> String {
        if summaries.waiting + summaries.erasuresWaiting == 0 {
            return local(fr: "rien", en: "nothing")
        }
        var parts: [String] = []
        if summaries.waiting > 0 { parts.append(fiches(summaries.waiting)) }
        if summaries.erasuresWaiting > 0 {
            parts.append(
                words.count(
                    summaries.erasuresWaiting, Phrase(fr: "effacement", en: "erasure"),
                    Phrase(fr: "effacements", en: "erasures")))
        }
        return parts.joined(separator: ", ")
            + local(fr: "  (hors ligne est normal)", en: "  (offline is normal)")
    }

    private func lastSync(_ now: Int64, _ words: Words) -> String {
        summaries.lastSync.map { words.ago(.seconds(max(0, now - $0))) }
            ?? local(fr: "jamais", en: "never")
    }

    /// Each field that keeps its record from being sent, with the rule in words.
    private var heldBack: [String] {
        let undisclosed = withheld.map { "  \($0.record.short)  \($0.refusal.what.local)" }
        guard !quarantined.isEmpty || !undisclosed.isEmpty else { return [] }
        let title = local(
            fr: "Retenu ici, car la charte ou le hub ne le laisse pas partir :",
            en: "Held back here, because the charter or the hub doesn't let it leave:")
        return ["", title] + undisclosed
            + quarantined.map { held in
                let type = charter.summarySchema.type(held.type)
                let field = FieldName(text: held.field).flatMap {
                    type?.field(of: $0)?.label(of: $0)
                }
                let label = field?.local ?? (held.field.isEmpty ? "-" : held.field)
                return "  \(held.record.short)  \(type?.label.local ?? held.type.text), \(label)"
                    + local(fr: " : ", en: ": ")
                    + RuleWords.phrase(held.rule).local
            }
    }

    var json: JSON {
        [
            "office": JSON(name), "hub": JSON(hub),
            "charter": [
                "name": .string(charter.name.text),
                "version": .integer(Int64(charter.narrowedFrom ?? charter.version)),
                "narrowed_by": JSON(charter.narrowedFrom.map { _ in charter.version }),
            ],
            "persons": .integer(Int64(dossiers.persons)),
            "records": .integer(Int64(dossiers.records - dossiers.persons)),
            "undisclosed": .integer(Int64(dossiers.undisclosed)),
            "summaries": .integer(Int64(shared)),
            "waiting": .integer(Int64(summaries.waiting)),
            "erasures_waiting": .integer(Int64(summaries.erasuresWaiting)),
            "quarantined": .array(
                quarantined.map {
                    [
                        "record": .string($0.record.description), "type": .string($0.type.text),
                        "field": .string($0.field), "rule": .string($0.rule),
                    ]
                }),
            "withheld": .array(
                withheld.flatMap { held in
                    held.refusal.findings.map {
                        [
                            "record": .string(held.record.description),
                            "type": .string(held.refusal.type.text),
                            "field": .string($0.field.text), "rule": .string($0.rule.rawValue),
                        ]
                    }
                }),
            "in_conflict": .integer(Int64(summaries.inConflict)),
            "last_sync": JSON(summaries.lastSync),
            "digest": .string(Hexadecimal.text(digest)),
        ]
    }
}
