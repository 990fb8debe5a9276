import Charter
import Console
import Desk
import SyncCore

/// What a purge takes, in counts.
struct RetentionWords {
    let plan: RetentionPlan

    func text(_ tally: RetentionTally, isDone: Bool) -> String {
        let words = Words.local
        let persons = words.count(
            tally.folders, Phrase(fr: "personne", en: "person"),
            Phrase(fr: "personnes", en: "persons"))
        let records = words.count(
            tally.records, Phrase(fr: "enregistrement", en: "record"),
            Phrase(fr: "enregistrements", en: "records"))
        let fields = words.count(
            tally.fields, Phrase(fr: "rubrique", en: "field"),
            Phrase(fr: "rubriques", en: "fields"))
        let title =
            isDone ? local(fr: "Effacé", en: "Erased") : local(fr: "À effacer", en: "To erase")
        var rows = [
            (local(fr: "Aujourd'hui", en: "Today"), plan.today.words),
            (
                title,
                tally.isEmpty
                    ? local(fr: "rien", en: "nothing")
                    : local(
                        fr: "\(persons) et tout leur dossier ; \(records), \(fields) ailleurs",
                        en: "\(persons) with all their case file; \(records), \(fields) elsewhere")
            ),
        ]
        if let contacts = tally.contacts {
            rows.append(
                (
                    local(fr: "Dernier contact", en: "Last contact"),
                    local(
                        fr: "du \(contacts.lowerBound.words) au \(contacts.upperBound.words)",
                        en: "from \(contacts.lowerBound.words) to \(contacts.upperBound.words)")
                ))
        }
        if tally.frozen > 0 {
            rows.append(
                (local(fr: "Gelés, laissés", en: "Frozen, left"), words.count(tally.frozen)))
        }
        if tally.left > 0 {
            rows.append(
                (
                    local(fr: "Laissés", en: "Left"),
                    words.count(tally.left)
                        + local(
                            fr: " (gelés entre-temps, ou à décider : secteur conflicts)",
                            en: " (frozen meanwhile, or to decide: secteur conflicts)")
                ))
        }
        if tally.undated > 0 {
            rows.append(
                (
                    local(fr: "Sans date", en: "Without a date"),
                    words.count(tally.undated)
                        + local(
                            fr: " (leur délai part d'aujourd'hui)",
                            en: " (their period begins today)")
                ))
        }
        return RecordWords.columns(rows).joined(separator: "\n")
    }

    func json(_ tally: RetentionTally, isDone: Bool) -> JSON {
        [
            "done": .bool(isDone), "today": .string(plan.today.description),
            "persons": .integer(Int64(tally.folders)), "records": .integer(Int64(tally.records)),
            "fields": .integer(Int64(tally.fields)), "frozen": .integer(Int64(tally.frozen)),
            "left": .integer(Int64(tally.left)),
            "undated": .integer(Int64(tally.undated)),
            "oldest_contact": JSON(tally.contacts?.lowerBound.description),
            "newest_contact": JSON(tally.contacts?.upperBound.description),
        ]
    }
}
