import ArgumentParser
import SyncCore

extension FieldName: ExpressibleByArgument {
    package init?(argument: String) { self.init(text: argument) }
}

extension ShownToken: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}
