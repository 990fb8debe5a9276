package import Charter
import SyncCore

extension CharterDifference {
    /// `{"narrows": […], "widens": […], "neutral": […]}`
    package var json: JSON {
        [
            "narrows": .array(narrows.map(\.json)), "widens": .array(widens.map(\.json)),
            "neutral": .array(neutral.map(\.json)),
        ]
    }
}

extension CharterDifference.Change {
    fileprivate var json: JSON {
        [
            "type": JSON(type?.text), "field": JSON(field?.text),
            "aspect": .string(aspect.rawValue), "before": JSON(before?.local),
            "after": JSON(after?.local),
        ]
    }
}
