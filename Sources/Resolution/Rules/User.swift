import ConfigurationGraph
import OCI

extension SpecBuilder {
    /// How many ids an instance has.
    static let idCount: UInt32 = 65_536

    /// Who the process runs as, inside: what the image says, looked up in its own files; nobody else gives it.
    mutating func addUser() {
        guard let image = subject.image, subject.execution.user?.isEmpty == false else {
            set("process.user.uid", 0, .catalogueDefault)
            set("process.user.gid", 0, .catalogueDefault)
            return
        }
        let origin = Provenance.Origin.imageConfig(image.digest)
        set("process.user.uid", .integer(Int64(image.user.uid)), origin)
        set("process.user.gid", .integer(Int64(image.user.gid)), origin)
        if !image.user.additionalGids.isEmpty {
            set("process.user.additionalGids", .array(image.user.additionalGids.map { .integer(Int64($0)) }), origin)
        }
        let ids = [image.user.uid, image.user.gid] + image.user.additionalGids
        for id in ids where id >= Self.idCount {
            report("process.user", "is \(id) in the image, above the \(Self.idCount) ids that an instance has")
        }
    }
}
