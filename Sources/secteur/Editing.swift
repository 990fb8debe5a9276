import Console
import Desk
import SyncCore

/// What the commands that edit a record share.
struct Editing {
    let desk: Desk
    let output: JSONOption

    func edit(_ id: RecordID, _ entries: FieldEntries) throws {
        let changed = try desk.edit(id, set: entries.values, remove: entries.emptied)
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
