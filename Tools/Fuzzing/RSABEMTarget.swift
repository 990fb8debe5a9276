import Charter
import Imports

/// Whatever stands in a flow, each household is taken as the charter allows, or refused with a line.
enum RSABEMTarget {
    static func run(_ bytes: [UInt8]) throws {
        let charter = FuzzCharter.small
        // Small chunks, so that every token is once cut by the end of one.
        guard let reader = try? RSABEMReader(ByteSource(bytes, step: 7), charter: charter) else {
            return
        }
        try CaseReading.check(reader, of: bytes, by: charter)
    }
}
