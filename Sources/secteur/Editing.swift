import Console
import Desk
import SyncCore

/// What the commands that edit a record share.
struct Editing {
    let desk: Desk
    let output: JSONOption

    func edit(_ id: RecordID, _ entries: FieldEntries) throws {
        tell(id, try desk.edit(id, set: entries.values, remove: entries.emptied))
    }

    func rectify(_ id: RecordID, _ entries: FieldEntries) throws {
        tell(id, try desk.rectify(id, set: entries.values, remove: entries.emptied))
    }

    private func tell(_ id: RecordID, _ changed: Bool) {
        if output.json {
            Output.json(["id": .string(id.description), "changed": .bool(changed)])
        } else {
            Output.line(
                changed
                    ? local(fr: "Modifié : \(id.short)", en: "Changed: \(id.short)")
                    : local(fr: "Rien à modifier.", en: "Nothing to change."))
        }
    }
}
