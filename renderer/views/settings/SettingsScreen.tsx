import type { ReactElement } from "react";
import { AboutPart } from "./AboutPart.tsx";
import { ApprovalsPart } from "./ApprovalsPart.tsx";
import { CommentsPart } from "./CommentsPart.tsx";
import { DaysPart } from "./DaysPart.tsx";
import { MoneyPart } from "./MoneyPart.tsx";
import { NotesPart } from "./NotesPart.tsx";
import { PairsPart } from "./PairsPart.tsx";
import { PhasingPart } from "./PhasingPart.tsx";
import { RequestPart } from "./RequestPart.tsx";
import { SettingsSentence } from "./SettingsSentence.tsx";
import { YearPart } from "./YearPart.tsx";
import "./settings.css";

/** What a plan says of itself: whose it is, its year and days, its money, and what moves together in it. */
export function SettingsScreen(): ReactElement {
  return (
    <div className="settings-screen">
      <SettingsSentence />
      <div className="settings-columns">
        <div className="settings-column">
          <AboutPart />
          <YearPart />
          <RequestPart />
          <MoneyPart />
          <ApprovalsPart />
        </div>
        <div className="settings-column">
          <DaysPart />
          <PhasingPart />
          <NotesPart />
          <CommentsPart />
        </div>
        <PairsPart />
      </div>
    </div>
  );
}
